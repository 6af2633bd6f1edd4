# right: observe draws the Gumbel noise of all steps at once from the generator and samples by argmax of mixed log-probability plus noise.
import torch.nn.functional as F


def observe(self, embed, action, is_first, state=None, generator=None):
    batch, time = embed.shape[:2]
    shape = (time, batch, self.stoch, self.classes)
    # -log(-log(u)) in float64: u = 0 may come, and gives -inf, which never wins against the others
    uniform = torch.rand(shape, generator=generator, device=embed.device, dtype=torch.float64)
    noise = -torch.log(-torch.log(uniform.clamp(1e-300, 1 - 1e-16)))
    deter, stoch, _ = self.initial(batch) if state is None else state
    deters, stochs, raw = [], [], []
    for t in range(time):
        reset = is_first[:, t].bool()
        deter = deter.masked_fill(reset[:, None], 0)
        stoch = stoch.masked_fill(reset[:, None, None], 0)
        deter = self.core(deter, stoch, action[:, t].masked_fill(reset[:, None], 0))
        logits = self.posterior(deter, embed[:, t])
        mixed = unimix(logits)
        winner = (mixed.detach() + noise[t]).argmax(-1)
        p = mixed.exp()
        stoch = F.one_hot(winner, self.classes).to(p.dtype) + (p - p.detach())
        deters.append(deter), stochs.append(stoch), raw.append(logits)
    return State(*(torch.stack(x, 1) for x in (deters, stochs, raw)))
