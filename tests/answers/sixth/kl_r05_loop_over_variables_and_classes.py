# right: plain loops over variables and classes, in float64, cast back at the end
def kl_losses(posterior: Tensor, prior: Tensor, free_nats: float = 1.0) -> tuple[Tensor, Tensor]:
    def loss(q, p):
        q, p = unimix(q.double()), unimix(p.double())
        total = q.new_zeros(q.shape[:2])
        for s in range(q.shape[2]):
            for k in range(q.shape[3]):
                total = total + q[:, :, s, k].exp() * (q[:, :, s, k] - p[:, :, s, k])
        return total.clamp(min=free_nats).to(posterior.dtype)

    return loss(posterior.detach(), prior), loss(posterior, prior.detach())
