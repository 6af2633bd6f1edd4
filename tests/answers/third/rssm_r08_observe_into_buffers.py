# right: observe writes every step into preallocated tensors of its own, time first, and transposes at the end.
def observe(self, embed, action, is_first, state=None, generator=None):
    batch, time = is_first.shape
    previous = self.initial(batch) if state is None else state
    deters = embed.new_empty(time, batch, self.deter)
    stochs = embed.new_empty(time, batch, self.stoch, self.classes)
    logitss = torch.empty_like(stochs)
    going_on = torch.logical_not(is_first.to(torch.bool))
    h, z = previous.deter, previous.stoch
    zero = embed.new_zeros(())
    t = 0
    while t < time:
        on = going_on[:, t].unsqueeze(1)
        h = self.core(torch.where(on, h, zero), torch.where(on.unsqueeze(2), z, zero), torch.where(on, action[:, t], zero))
        l = self.posterior(h, embed[:, t])
        z = sample_onehot(l, generator)
        deters[t], stochs[t], logitss[t] = h, z, l
        t += 1
    return State(deters.transpose(0, 1), stochs.transpose(0, 1), logitss.transpose(0, 1))
