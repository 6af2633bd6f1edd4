# wrong: one uniform number serves all S variables of a row, so the variables' draws are not independent
def sample_onehot(logits: Tensor, generator: torch.Generator | None = None) -> Tensor:
    probs = unimix(logits).exp()
    classes = probs.shape[-1]
    u = torch.rand((*logits.shape[:-2], 1, 1), generator=generator, device=logits.device)
    index = (probs.detach().cumsum(-1) < u).sum(-1).clamp(max=classes - 1)
    onehot = torch.eye(classes, device=logits.device)[index]
    return onehot + (probs - probs.detach())
