# wrong: after rssm.eval() observe takes the most likely class instead of a sample (and no gradient passes), though every State must hold a sample
from torch.nn import functional as F
def observe(self, embed, action, is_first, state=None, generator=None):
    if state is None:
        state = self.initial(embed.shape[0])
    history = []
    for t in range(embed.shape[1]):
        k = (1.0 - is_first[:, t].float())[:, None]
        deter = self.core(state.deter * k, state.stoch * k[..., None], action[:, t] * k)
        logits = self.posterior(deter, embed[:, t])
        if self.training:
            stoch = sample_onehot(logits, generator)
        else:
            stoch = F.one_hot(logits.argmax(-1), self.classes).to(logits.dtype)
        state = State(deter, stoch, logits)
        history.append(state)
    return State(*(torch.stack(x, 1) for x in zip(*history)))
