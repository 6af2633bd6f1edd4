# wrong: variables are moved to the front for the draw but the drawn classes are reshaped without moving them back, so classes land on other rows and variables than those whose probabilities drew them.
def sample_onehot(logits: Tensor, generator: torch.Generator | None = None) -> Tensor:
    K = logits.shape[-1]
    p = unimix(logits).exp()
    per_variable = p.detach().movedim(-2, 0)  # [S, ..., K]
    index = torch.multinomial(per_variable.reshape(-1, K), 1, generator=generator)
    index = index.reshape(logits.shape[:-1])
    onehot = torch.nn.functional.one_hot(index, K).to(p.dtype)
    return onehot + (p - p.detach())
