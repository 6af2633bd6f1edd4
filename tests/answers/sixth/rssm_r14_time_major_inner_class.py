# right: observe and imagine share a small stepping class and work time-major, transposed at the end
def observe(self, embed, action, is_first, state=None, generator=None):
    class _Stepper:
        def __init__(self, model, guess, generator):
            self.model, self.guess, self.generator, self.trail = model, guess, generator, []

        def __call__(self, h, z, a, *more):
            h = self.model.core(h, z, a)
            logits = self.guess(h, *more)
            self.trail.append(State(h, sample_onehot(logits, generator=self.generator), logits))
            return self.trail[-1]

        def result(self):
            return State(*(torch.stack(x).transpose(0, 1).contiguous() for x in zip(*self.trail)))

    step = _Stepper(self, self.posterior, generator)
    now = state if state is not None else self.initial(embed.shape[0])
    going = 1.0 - is_first.to(embed.dtype).transpose(0, 1).unsqueeze(-1)
    for e, a, k in zip(embed.transpose(0, 1), action.transpose(0, 1), going):
        now = step(now.deter * k, now.stoch * k.unsqueeze(-1), a * k, e)
    return step.result()


def imagine(self, state, policy, horizon, generator=None):
    class _Stepper:
        def __init__(self, model, guess, generator):
            self.model, self.guess, self.generator, self.trail = model, guess, generator, []

        def __call__(self, h, z, a, *more):
            h = self.model.core(h, z, a)
            logits = self.guess(h, *more)
            self.trail.append(State(h, sample_onehot(logits, generator=self.generator), logits))
            return self.trail[-1]

        def result(self):
            return State(*(torch.stack(x).transpose(0, 1).contiguous() for x in zip(*self.trail)))

    step = _Stepper(self, self.prior, generator)
    step.trail.append(state)
    actions = []
    for _ in range(horizon):
        actions.append(policy(step.trail[-1]))
        step(step.trail[-1].deter, step.trail[-1].stoch, actions[-1])
    return step.result(), torch.stack(actions).transpose(0, 1)
