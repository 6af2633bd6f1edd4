# right: observe draws the Gumbel noise of all steps in one call before the loop and takes the argmax itself, straight-through by hand
def observe(self, embed, action, is_first, state=None, generator=None):
    b, t = embed.shape[:2]
    noise = torch.rand((t, b, self.stoch, self.classes), generator=generator, device=embed.device)
    noise = -torch.log(-torch.log(noise.clamp(1e-20, 1 - 1e-7)))
    keep = (is_first == 0).to(embed.dtype)
    deter, stoch, _ = state if state is not None else self.initial(b)
    deters, stochs, many = [], [], []
    for i, g in enumerate(noise.unbind(0)):
        k = keep[:, i].reshape(b, 1)
        deter = self.core(k * deter, k.reshape(b, 1, 1) * stoch, k * action[:, i])
        logits = self.posterior(deter, embed[:, i])
        logp = unimix(logits)
        hard = torch.zeros_like(logp).scatter_(-1, (logp.detach() + g).argmax(-1, keepdim=True), 1.0)
        p = logp.exp()
        stoch = hard + (p - p.detach())
        deters.append(deter), stochs.append(stoch), many.append(logits)
    return State(*(torch.stack(x, dim=1) for x in (deters, stochs, many)))
