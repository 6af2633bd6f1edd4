# wrong: in eval mode observe takes the most likely class instead of a sample of the mixed posterior.
import torch.nn.functional as F


def observe(self, embed, action, is_first, state=None, generator=None):
    state = self.initial(len(embed)) if state is None else state
    deter, stoch = state.deter, state.stoch
    out = []
    for t in range(embed.shape[1]):
        keep = 1.0 - is_first[:, t].float().unsqueeze(-1)
        deter = self.core(keep * deter, keep.unsqueeze(-1) * stoch, keep * action[:, t])
        logits = self.posterior(deter, embed[:, t])
        if self.training:
            stoch = sample_onehot(logits, generator)
        else:
            probs = unimix(logits).exp()
            stoch = F.one_hot(probs.argmax(-1), self.classes).to(probs) + (probs - probs.detach())
        out.append(State(deter, stoch, logits))
    return State(*(torch.stack(x, 1) for x in zip(*out)))
