# wrong: the draw is made in two stages and the coin that picks the uniform part (1 %) comes from the global random numbers even where a generator is given, so the generator does not decide the draw.
import torch.nn.functional as F


def sample_onehot(logits: Tensor, generator: torch.Generator | None = None) -> Tensor:
    lead, K = logits.shape[:-1], logits.shape[-1]
    p = unimix(logits).exp()
    soft = logits.detach().softmax(-1).reshape(-1, K)
    model = torch.multinomial(soft, 1, generator=generator).reshape(lead)
    uniform = torch.randint(K, lead, generator=generator, device=logits.device)
    explore = torch.rand(lead, device=logits.device) < 0.01
    onehot = F.one_hot(torch.where(explore, uniform, model), K).to(p.dtype)
    return onehot + (p - p.detach())
