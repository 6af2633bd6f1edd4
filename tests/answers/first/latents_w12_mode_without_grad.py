# wrong: under torch.no_grad the most probable class is taken and nothing is drawn.
def sample_onehot(logits: Tensor, generator: torch.Generator | None = None) -> Tensor:
    probs = unimix(logits).exp()
    if torch.is_grad_enabled():
        flat = probs.detach().flatten(end_dim=-2)
        index = torch.multinomial(flat, 1, generator=generator).view(probs.shape[:-1])
    else:  # evaluation: be deterministic
        index = probs.argmax(-1)
    onehot = nn.functional.one_hot(index, probs.shape[-1]).float()
    return onehot + (probs - probs.detach())
