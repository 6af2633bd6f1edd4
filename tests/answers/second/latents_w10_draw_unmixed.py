# wrong: sample_onehot draws from the unmixed softmax of the logits (only its gradient goes through the mixture), so a class of softmax probability 0 never comes instead of 0.01/K of the time.
def sample_onehot(logits: Tensor, generator: torch.Generator | None = None) -> Tensor:
    probs = unimix(logits).exp()
    flat = logits.softmax(-1).reshape(-1, logits.shape[-1])
    index = torch.multinomial(flat, 1, generator=generator).reshape(logits.shape[:-1])
    onehot = torch.nn.functional.one_hot(index, logits.shape[-1]).to(logits.dtype)
    return onehot + (probs - probs.detach())
