# wrong: observe draws with F.gumbel_softmax(hard=True) from the raw logits: no uniform mixture, the generator is ignored, and the gradient is that of the noisy softmax.
import torch.nn.functional as F


def observe(self, embed, action, is_first, state=None, generator=None):
    state = self.initial(len(embed)) if state is None else state
    deter, stoch = state.deter, state.stoch
    out = []
    for t in range(embed.shape[1]):
        keep = 1.0 - is_first[:, t].float().unsqueeze(-1)
        deter = self.core(keep * deter, keep.unsqueeze(-1) * stoch, keep * action[:, t])
        logits = self.posterior(deter, embed[:, t])
        stoch = F.gumbel_softmax(logits, tau=1.0, hard=True)
        out.append(State(deter, stoch, logits))
    return State(*(torch.stack(x, 1) for x in zip(*out)))
