# %%
import torch
from torch import nn

from dreamer.nets import BlockLinear, Layer, Linear
from dreamer.parts import State


# %%
def unimix(logits, ratio=0.01):
    classes = logits.shape[-1]
    probs = torch.softmax(logits, dim=-1)
    uniform = torch.ones_like(probs) / classes
    return ((1 - ratio) * probs + ratio * uniform).log()


def sample_onehot(logits, generator=None):
    probs = unimix(logits).exp()
    flat = probs.detach().reshape(-1, probs.shape[-1])
    index = torch.multinomial(flat, 1, generator=generator).squeeze(-1)
    onehot = torch.nn.functional.one_hot(index, probs.shape[-1]).float().reshape(probs.shape)
    return onehot + probs - probs.detach()


# %%
class RSSM(nn.Module):
    def __init__(self, deter, hidden, stoch, classes, blocks, embed, action):
        super().__init__()
        self.deter, self.stoch, self.classes, self.blocks = deter, stoch, classes, blocks
        self.in_deter = Layer(deter, hidden)
        self.in_stoch = Layer(stoch * classes, hidden)
        self.in_action = Layer(action, hidden)
        self.mix = Layer(deter + blocks * 3 * hidden, deter, blocks)
        self.gates = BlockLinear(deter, 3 * deter, blocks)
        self.prior_hidden = nn.Sequential(Layer(deter, hidden), Layer(hidden, hidden))
        self.prior_logits = Linear(hidden, stoch * classes)
        self.posterior_hidden = Layer(deter + embed, hidden)
        self.posterior_logits = Linear(hidden, stoch * classes)

    def initial(self, batch):
        zeros = self.gates.bias.new_zeros
        stoch = (batch, self.stoch, self.classes)
        return State(zeros(batch, self.deter), zeros(stoch), zeros(stoch))

    def core(self, deter, stoch, action):
        size = self.deter // self.blocks
        action = action / torch.maximum(torch.ones_like(action), action.detach().abs())
        x0 = self.in_deter(deter)
        x1 = self.in_stoch(stoch.reshape(len(stoch), -1))
        x2 = self.in_action(action)
        inputs = []
        for block in range(self.blocks):
            inputs.append(deter[:, block * size : (block + 1) * size])
            inputs.extend([x0, x1, x2])
        gates = self.gates(self.mix(torch.cat(inputs, dim=-1)))
        new = []
        for block in range(self.blocks):
            mine = gates[:, block * 3 * size : (block + 1) * 3 * size]
            reset = torch.sigmoid(mine[:, :size])
            candidate = torch.tanh(reset * mine[:, size : 2 * size])
            update = torch.sigmoid(mine[:, 2 * size :] - 1)
            old = deter[:, block * size : (block + 1) * size]
            new.append(update * candidate + (1 - update) * old)
        return torch.cat(new, dim=-1)

    def prior(self, deter):
        logits = self.prior_logits(self.prior_hidden(deter))
        return logits.reshape(*logits.shape[:-1], self.stoch, self.classes)

    def posterior(self, deter, embed):
        logits = self.posterior_logits(self.posterior_hidden(torch.cat([deter, embed], -1)))
        return logits.reshape(*logits.shape[:-1], self.stoch, self.classes)

    def observe(self, embed, action, is_first, state=None, generator=None):
        batch, length = is_first.shape
        if state is None:
            state = self.initial(batch)
        deters, stochs, all_logits = [], [], []
        for t in range(length):
            first = is_first[:, t].bool()
            deter = torch.where(first[:, None], torch.zeros_like(state.deter), state.deter)
            stoch = torch.where(first[:, None, None], torch.zeros_like(state.stoch), state.stoch)
            act = torch.where(first[:, None], torch.zeros_like(action[:, t]), action[:, t])
            deter = self.core(deter, stoch, act)
            logits = self.posterior(deter, embed[:, t])
            state = State(deter, sample_onehot(logits, generator), logits)
            deters.append(state.deter)
            stochs.append(state.stoch)
            all_logits.append(state.logits)
        return State(torch.stack(deters, 1), torch.stack(stochs, 1), torch.stack(all_logits, 1))

    def imagine(self, state, policy, horizon, generator=None):
        states, actions = [state], []
        for _ in range(horizon):
            action = policy(state)
            deter = self.core(state.deter, state.stoch, action)
            logits = self.prior(deter)
            state = State(deter, sample_onehot(logits, generator), logits)
            states.append(state)
            actions.append(action)
        deter = torch.stack([s.deter for s in states], 1)
        stoch = torch.stack([s.stoch for s in states], 1)
        logits = torch.stack([s.logits for s in states], 1)
        return State(deter, stoch, logits), torch.stack(actions, 1)


# %%
def kl_losses(posterior, prior, free_nats=1.0):
    def kl(a, b):
        a, b = unimix(a), unimix(b)
        return (a.exp() * (a - b)).sum(-1).sum(-1)

    floor = torch.tensor(free_nats)
    dyn = torch.maximum(kl(posterior.detach(), prior), floor)
    rep = torch.maximum(kl(posterior, prior.detach()), floor)
    return dyn, rep
