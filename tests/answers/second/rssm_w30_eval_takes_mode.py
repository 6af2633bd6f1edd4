# wrong: observe takes the most probable class instead of a sample when the module is in eval mode
import torch.nn.functional as F


def observe(self, embed, action, is_first, state=None, generator=None):
    B, T, _ = embed.shape
    if state is None:
        state = self.initial(B)
    out = []
    for t in range(T):
        keep = (1 - is_first[:, t].float())[:, None]
        deter = self.core(state.deter * keep, state.stoch * keep[..., None], action[:, t] * keep)
        logits = self.posterior(deter, embed[:, t])
        if self.training:
            stoch = sample_onehot(logits, generator)
        else:  # deterministic evaluation
            probs = unimix(logits).exp()
            stoch = F.one_hot(probs.argmax(-1), self.classes) + (probs - probs.detach())
        state = State(deter, stoch, logits)
        out.append(state)
    return State(*[torch.stack(field, dim=1) for field in zip(*out)])
