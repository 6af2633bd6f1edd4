# right: loops over the S variables, draws one after another and stacks them.
def unimix(logits: Tensor, ratio: float = 0.01) -> Tensor:
    def one(variable: Tensor) -> Tensor:
        K = variable.shape[-1]
        e = torch.exp(variable - variable.max(-1, keepdim=True).values.detach())
        return torch.log(e / e.sum(-1, keepdim=True) * (1 - ratio) + ratio / K)

    return torch.stack([one(variable) for variable in logits.unbind(-2)], dim=-2)


def sample_onehot(logits: Tensor, generator: torch.Generator | None = None) -> Tensor:
    drawn = []
    for variable in unimix(logits).exp().unbind(-2):  # [..., K]
        K = variable.shape[-1]
        index = torch.multinomial(variable.detach().reshape(-1, K), 1, generator=generator)
        onehot = nn.functional.one_hot(index.reshape(variable.shape[:-1]), K).to(variable)
        drawn.append(onehot + (variable - variable.detach()))
    return torch.stack(drawn, dim=-2)
