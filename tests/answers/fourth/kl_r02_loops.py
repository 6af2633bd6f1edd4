# right: three nested Python loops over steps and variables, put together with stack
def kl_losses(posterior: Tensor, prior: Tensor, free_nats: float = 1.0) -> tuple[Tensor, Tensor]:
    B, T, S, _ = posterior.shape
    floor = posterior.new_tensor(float(free_nats))

    def one(q, p):
        total = torch.zeros_like(floor)
        for s in range(S):
            a, b = unimix(q[s : s + 1])[0], unimix(p[s : s + 1])[0]
            total = total + torch.dot(a.exp(), a - b)
        return torch.maximum(total, floor)

    def table(q, p):
        return torch.stack([torch.stack([one(q[b, t], p[b, t]) for t in range(T)]) for b in range(B)])

    return table(posterior.detach(), prior), table(posterior, prior.detach())
