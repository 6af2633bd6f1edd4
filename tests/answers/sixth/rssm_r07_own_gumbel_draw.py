# right: observe and imagine draw for themselves with Gumbel noise from the generator on the mixed log-probabilities, straight-through
def observe(self, embed, action, is_first, state=None, generator=None):
    def _draw(logits, generator):
        logp = unimix(logits)
        u = torch.rand(logp.shape, generator=generator, device=logp.device, dtype=torch.float64)
        gumbel = -(-(u.clamp(1e-300, 1 - 1e-16)).log()).log()
        index = (logp.detach().double() + gumbel).argmax(-1, keepdim=True)
        hard = torch.zeros_like(logp.detach()).scatter(-1, index, 1.0)
        p = logp.exp()
        return hard + (p - p.detach())

    h, z, _ = self.initial(len(embed)) if state is None else state
    zero = embed.new_zeros(())
    out = []
    for t in range(embed.shape[1]):
        f = is_first[:, t].bool()
        h = self.core(
            torch.where(f[:, None], zero, h),
            torch.where(f[:, None, None], zero, z),
            torch.where(f[:, None], zero, action[:, t]),
        )
        logits = self.posterior(h, embed[:, t])
        z = _draw(logits, generator)
        out.append((h, z, logits))
    h, z, logits = zip(*out)
    return State(torch.stack(h, 1), torch.stack(z, 1), torch.stack(logits, 1))


def imagine(self, state, policy, horizon, generator=None):
    def _draw(logits, generator):
        logp = unimix(logits)
        u = torch.rand(logp.shape, generator=generator, device=logp.device, dtype=torch.float64)
        gumbel = -(-(u.clamp(1e-300, 1 - 1e-16)).log()).log()
        index = (logp.detach().double() + gumbel).argmax(-1, keepdim=True)
        hard = torch.zeros_like(logp.detach()).scatter(-1, index, 1.0)
        p = logp.exp()
        return hard + (p - p.detach())

    dream, actions = [state], []
    while len(actions) < horizon:
        actions.append(policy(dream[-1]))
        h = self.core(dream[-1].deter, dream[-1].stoch, actions[-1])
        logits = self.prior(h)
        dream.append(State(h, _draw(logits, generator), logits))
    h, z, logits = zip(*dream)
    return State(torch.stack(h, 1), torch.stack(z, 1), torch.stack(logits, 1)), torch.stack(actions, 1)
