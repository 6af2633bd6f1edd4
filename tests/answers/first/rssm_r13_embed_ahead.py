# right: observe multiplies the embedding's share of the posterior's first layer for all steps in one product before the loop
import torch.nn.functional as F


def observe(self, embed, action, is_first, state=None, generator=None):
    linear, norm = self.posterior_hidden.linear, self.posterior_hidden.norm
    seen = F.linear(embed, linear.weight[:, self.deter :], linear.bias)  # [B, T, hidden]
    alive = 1 - is_first.to(embed.dtype)
    action = action * alive[..., None]
    deter, stoch, _ = self.initial(embed.shape[0]) if state is None else state
    memory, guess, opinion = [], [], []
    t = 0
    while t < embed.shape[1]:
        deter = self.core(deter * alive[:, t, None], stoch * alive[:, t, None, None], action[:, t])
        x = F.silu(norm(F.linear(deter, linear.weight[:, : self.deter]) + seen[:, t]))
        logits = self.posterior_logits(x).view(-1, self.stoch, self.classes)
        stoch = sample_onehot(logits, generator)
        memory.append(deter), guess.append(stoch), opinion.append(logits)
        t += 1
    return State(*(torch.stack(x, dim=1) for x in (memory, guess, opinion)))
