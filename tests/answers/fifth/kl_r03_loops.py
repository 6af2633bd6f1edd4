# right: Python loops over batch, time and variables
def kl_losses(posterior: Tensor, prior: Tensor, free_nats: float = 1.0) -> tuple[Tensor, Tensor]:
    def table(left: Tensor, right: Tensor) -> Tensor:
        rows = []
        for b in range(left.shape[0]):
            row = []
            for t in range(left.shape[1]):
                total = left.new_zeros(())
                for s in range(left.shape[2]):
                    q, p = unimix(left[b, t, s : s + 1])[0], unimix(right[b, t, s : s + 1])[0]
                    total = total + torch.dot(q.exp(), q - p)
                row.append(total if total.item() > free_nats else 0 * total + free_nats)
            rows.append(torch.stack(row))
        return torch.stack(rows)

    return table(posterior.detach(), prior), table(posterior, prior.detach())
