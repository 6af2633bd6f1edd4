# right: einsum over S and K at once, and the maximum as free_nats + relu(KL - free_nats).
def kl_losses(posterior: Tensor, prior: Tensor, free_nats: float = 1.0) -> tuple[Tensor, Tensor]:
    logs = {"q": unimix(posterior), "p": unimix(prior)}
    stopped = {name: value.detach() for name, value in logs.items()}

    def floor(q, p):
        return free_nats + torch.relu(torch.einsum("btsk,btsk->bt", q.exp(), q - p) - free_nats)

    return floor(stopped["q"], logs["p"]), floor(logs["q"], stopped["p"])
