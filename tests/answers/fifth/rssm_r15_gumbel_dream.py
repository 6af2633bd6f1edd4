# right: imagine samples by the Gumbel-max trick with noise drawn from the generator, from the unimix log-probabilities, straight-through
def imagine(self, state, policy, horizon, generator=None):
    class Dream:
        def __init__(self, rssm, start):
            self.rssm, self.states, self.actions = rssm, [start], []

        def draw(self, logits):
            logp = unimix(logits)
            uniform = torch.rand(logp.shape, generator=generator, dtype=torch.float64, device=logp.device)
            gumbel = -torch.log(-torch.log(uniform.clamp(1e-15, 1 - 1e-15)))
            best = (logp.detach().double() + gumbel).argmax(-1, keepdim=True)
            onehot = torch.zeros_like(logp).scatter(-1, best, 1.0)
            probs = logp.exp()
            return onehot + (probs - probs.detach())

        def step(self):
            now = self.states[-1]
            self.actions.append(policy(now))
            memory = self.rssm.core(now.deter, now.stoch, self.actions[-1])
            logits = self.rssm.prior(memory)
            self.states.append(State(memory, self.draw(logits), logits))

    dream = Dream(self, state)
    for _ in range(horizon):
        dream.step()
    return State(*(torch.stack(x, 1) for x in zip(*dream.states))), torch.stack(dream.actions, 1)
