# right: core writes its pieces into buffers of its own, in place, and lets autograd follow the writes
def core(self, deter, stoch, action):
    n = deter.shape[0]
    per = self.deter // self.blocks
    hidden = self.in_deter.linear.out_features
    divisor = action.detach().clone().abs_().clamp_(min=1)
    x = deter.new_empty(n, self.blocks, per + 3 * hidden)
    x[..., :per] = deter.reshape(n, self.blocks, per)
    x[..., per : per + hidden] = self.in_deter(deter)[:, None]
    x[..., per + hidden : per + 2 * hidden] = self.in_stoch(stoch.reshape(n, -1))[:, None]
    x[..., per + 2 * hidden :] = self.in_action(action.div(divisor))[:, None]
    gates = self.gates(self.mix(x.reshape(n, -1))).reshape(n, self.blocks, 3 * per)
    out = torch.empty_like(x[..., :per])
    for g in range(self.blocks):
        reset = gates[:, g, :per].sigmoid()
        cand = gates[:, g, per : 2 * per].mul(reset).tanh()
        update = gates[:, g, 2 * per :].sub(1).sigmoid()
        out[:, g] = torch.addcmul((1 - update) * deter[:, g * per : (g + 1) * per], update, cand)
    return out.reshape(n, self.deter)
