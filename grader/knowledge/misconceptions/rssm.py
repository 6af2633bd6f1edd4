"""Mistakes in the RSSM: one core with many ways to be wrong, and the methods around it."""

import torch

from dreamer.parts import State
from grader.knowledge.misconceptions import mistake


def _class(right, **methods):
    """The right RSSM with other methods."""
    return type("RSSM", (right.RSSM,), methods)


# ---- core


def _normalised(action):
    return action / action.detach().abs().clamp(min=1)


def _joined(self, deter, stoch, action):
    return torch.cat(
        [self.in_deter(deter), self.in_stoch(stoch.flatten(-2)), self.in_action(action)], -1
    )


def _gates(self, deter, joined):
    """[N, G, 3·D/G]"""
    N, G = len(deter), self.blocks
    blocks = torch.cat([deter.view(N, G, -1), joined.unsqueeze(1).expand(-1, G, -1)], -1)
    return self.gates(self.mix(blocks.reshape(N, -1))).view(N, G, -1)


def _split(gates):
    """Reset, candidate, update, each [N, D]"""
    return (x.flatten(1) for x in gates.chunk(3, -1))


def _core(
    normalise=_normalised,
    split=_split,
    candidate=lambda reset, new: torch.tanh(torch.sigmoid(reset) * new),
    bias=-1.0,
    blend=lambda update, new, old: update * new + (1 - update) * old,
    gates=_gates,
    order=(0, 1, 2),
    joined=_joined,
):
    def core(self, deter, stoch, action):
        found = list(split(gates(self, deter, joined(self, deter, stoch, normalise(action)))))
        reset, new, update = (found[i] for i in order)
        return blend(torch.sigmoid(update + bias), candidate(reset, new), deter)

    return core


def _wrong_core(right, **changes):
    return _class(right, core=_core(**changes))


@mistake("RSSM.core")
def gate_order(right):
    """The gates are taken in another order: reset first, then the candidate, then update."""
    return _wrong_core(right, order=(2, 1, 0))


@mistake("RSSM.core")
def gate_order_2(right):
    """The gates are taken in another order: reset first, then the candidate, then update."""
    return _wrong_core(right, order=(0, 2, 1))


@mistake("RSSM.core")
def gate_order_3(right):
    """The gates are taken in another order: reset first, then the candidate, then update."""
    return _wrong_core(right, order=(1, 0, 2))


@mistake("RSSM.core")
def gate_order_4(right):
    """The gates are taken in another order: reset first, then the candidate, then update."""
    return _wrong_core(right, order=(1, 2, 0))


@mistake("RSSM.core")
def gate_order_5(right):
    """The gates are taken in another order: reset first, then the candidate, then update."""
    return _wrong_core(right, order=(2, 0, 1))


@mistake("RSSM.core")
def no_update_bias(right):
    """The update gate lacks its -1, with which a new memory begins by keeping what it has."""
    return _wrong_core(right, bias=0.0)


@mistake("RSSM.core")
def update_bias_up(right):
    """The update gate has +1 where -1 belongs: a new memory would begin by forgetting."""
    return _wrong_core(right, bias=1.0)


@mistake("RSSM.core")
def reset_added(right):
    """The reset gate is added to the candidate: it multiplies it, before the tanh."""
    return _wrong_core(right, candidate=lambda reset, new: torch.tanh(torch.sigmoid(reset) + new))


@mistake("RSSM.core")
def reset_added_2(right):
    """The reset gate is added to the candidate, without its sigmoid: it multiplies it, before the tanh."""
    return _wrong_core(right, candidate=lambda reset, new: torch.tanh(reset + new))


@mistake("RSSM.core")
def reset_outside(right):
    """The reset gate multiplies after the tanh: it belongs inside."""
    return _wrong_core(right, candidate=lambda reset, new: torch.sigmoid(reset) * torch.tanh(new))


@mistake("RSSM.core")
def no_reset(right):
    """The reset gate is not used."""
    return _wrong_core(right, candidate=lambda reset, new: torch.tanh(new))


@mistake("RSSM.core")
def no_tanh(right):
    """The candidate lacks its tanh, which keeps the memory between -1 and 1."""
    return _wrong_core(right, candidate=lambda reset, new: torch.sigmoid(reset) * new)


@mistake("RSSM.core")
def blend_swapped(right):
    """u and 1 - u are swapped: the update gate is the share of what is new."""
    return _wrong_core(right, blend=lambda update, new, old: (1 - update) * new + update * old)


@mistake("RSSM.core")
def only_new(right):
    """The old memory is thrown away: the update gate blends it with the candidate."""
    return _wrong_core(right, blend=lambda update, new, old: update * new)


def _split_before_blocks(gates):
    return gates.flatten(1).chunk(3, -1)


@mistake("RSSM.core")
def split_before_blocks(right):
    """The gates are split over the whole vector. Each block holds its own three gates: view as [N, blocks, 3, D/blocks] first."""
    return _wrong_core(right, split=_split_before_blocks)


def _gates_joined_first(self, deter, joined):
    N, G = len(deter), self.blocks
    blocks = torch.cat([joined.unsqueeze(1).expand(-1, G, -1), deter.view(N, G, -1)], -1)
    return self.gates(self.mix(blocks.reshape(N, -1))).view(N, G, -1)


@mistake("RSSM.core")
def joined_first(right):
    """Within a block the joined inputs come before its own memory: the block's memory comes first."""
    return _wrong_core(right, gates=_gates_joined_first)


def _gates_not_interleaved(self, deter, joined):
    N, G = len(deter), self.blocks
    flat = torch.cat([deter, joined.repeat(1, G)], -1)
    return self.gates(self.mix(flat)).view(N, G, -1)


@mistake("RSSM.core")
def not_interleaved(right):
    """The whole memory is put before all copies of the inputs. Each block gets its own part of the memory, then the inputs: one block after the other."""
    return _wrong_core(right, gates=_gates_not_interleaved)


@mistake("RSSM.core")
def action_not_normalised(right):
    """The action is used as it is: beyond ±1 it is divided by its size."""
    return _wrong_core(right, normalise=lambda action: action)


@mistake("RSSM.core")
def no_gradient_beyond_one(right):
    """Beyond ±1 no gradient gets through to the action: clamping it does that, and so does a divisor that is not held constant (detach)."""
    return _wrong_core(right, normalise=lambda action: action.clamp(-1, 1))


@mistake("RSSM.core")
def no_gradient_beyond_one_2(right):
    """Beyond ±1 no gradient gets through to the action: clamping it does that, and so does a divisor that is not held constant (detach)."""
    return _wrong_core(right, normalise=lambda action: action / action.abs().clamp(min=1))


@mistake("RSSM.core")
def action_squashed(right):
    """The action goes through tanh: actions within ±1 are left as they are."""
    return _wrong_core(right, normalise=torch.tanh)


@mistake("RSSM.core")
def action_by_norm(right):
    """The action is divided by its length as a vector: each number has its own size."""
    return _wrong_core(
        right,
        normalise=lambda action: action / action.detach().norm(dim=-1, keepdim=True).clamp(min=1),
    )


@mistake("RSSM.core")
def action_in_place(right):
    """The values are right, but the caller's action is changed: divide into a new tensor, not with /= or div_."""

    def core(self, deter, stoch, action):
        with torch.no_grad():
            action.div_(action.abs().clamp(min=1))
        return right.RSSM.core(self, deter, stoch, action)

    return _class(right, core=core)


def _joined_without(name):
    def joined(self, deter, stoch, action):
        parts = {
            "deter": self.in_deter(deter),
            "stoch": self.in_stoch(stoch.flatten(-2)),
            "action": self.in_action(action),
        }
        parts[name] = torch.zeros_like(parts[name])
        return torch.cat(list(parts.values()), -1)

    return joined


def _joined_as(*order):
    """Memory, guess and action, joined in another order."""

    def joined(self, deter, stoch, action):
        inner = _joined(self, deter, stoch, action).chunk(3, -1)
        return torch.cat([inner[i] for i in order], -1)

    return joined


@mistake("RSSM.core")
def action_missing(right):
    """The action has no effect on the memory."""
    return _wrong_core(right, joined=_joined_without("action"))


@mistake("RSSM.core")
def stoch_missing(right):
    """The guess has no effect on the memory."""
    return _wrong_core(right, joined=_joined_without("stoch"))


@mistake("RSSM.core")
def joined_order(right):
    """The three inputs are joined in another order: first memory, then guess, then action."""
    return _wrong_core(right, joined=_joined_as(1, 0, 2))


@mistake("RSSM.core")
def joined_order_2(right):
    """The three inputs are joined in another order: first memory, then guess, then action."""
    return _wrong_core(right, joined=_joined_as(0, 2, 1))


@mistake("RSSM.core")
def joined_order_3(right):
    """The three inputs are joined in another order: first memory, then guess, then action."""
    return _wrong_core(right, joined=_joined_as(1, 2, 0))


@mistake("RSSM.core")
def joined_order_4(right):
    """The three inputs are joined in another order: first memory, then guess, then action."""
    return _wrong_core(right, joined=_joined_as(2, 0, 1))


@mistake("RSSM.core")
def joined_order_5(right):
    """The three inputs are joined in another order: first memory, then guess, then action."""
    return _wrong_core(right, joined=_joined_as(2, 1, 0))


@mistake("RSSM.core")
def stoch_transposed(right):
    """The guess is flattened class by class: keep its variables together, stoch.flatten(-2)."""

    def joined(self, deter, stoch, action):
        return _joined(self, deter, stoch.transpose(-1, -2), action)

    return _wrong_core(right, joined=joined)


@mistake("RSSM.core")
def textbook_unit(right):
    """This is the textbook GRU's candidate, tanh(c' + r·h): here the reset gate multiplies the candidate, which has seen the memory already."""

    def core(self, deter, stoch, action):
        joined = _joined(self, deter, stoch, _normalised(action))
        reset, new, update = _split(_gates(self, deter, joined))
        update = torch.sigmoid(update - 1)
        return update * torch.tanh(new + torch.sigmoid(reset) * deter) + (1 - update) * deter

    return _class(right, core=core)


@mistake("RSSM.core")
def bias_after_sigmoid(right):
    """The 1 is taken off after the sigmoid: it is taken off what goes into it, so that the gate stays between 0 and 1."""

    def blend(update, new, old):
        return (update - 1) * new + (1 - (update - 1)) * old

    return _wrong_core(right, bias=0.0, blend=blend)


@mistake("RSSM.core")
def action_by_largest(right):
    """All numbers of an action are divided by the largest: each has its own size."""
    return _wrong_core(
        right,
        normalise=lambda action: action / action.detach().abs().amax(-1, keepdim=True).clamp(min=1),
    )


# ---- prior and posterior


@mistake("RSSM.prior")
def prior_with_one_layer(right):
    """One of the prior's two hidden layers is left out."""

    def prior(self, deter):
        logits = self.prior_logits(self.prior_hidden[0](deter))
        return logits.unflatten(-1, (self.stoch, self.classes))

    return _class(right, prior=prior)


@mistake("RSSM.prior")
def prior_flat(right):
    """The logits are one long vector: they are S variables with K classes each, [..., S, K]."""
    return _class(right, prior=lambda self, deter: self.prior_logits(self.prior_hidden(deter)))


@mistake("RSSM.prior")
def prior_transposed(right):
    """The last two axes are swapped: [..., S, K], variables before classes."""

    def prior(self, deter):
        logits = self.prior_logits(self.prior_hidden(deter))
        return logits.unflatten(-1, (self.classes, self.stoch))

    return _class(right, prior=prior)


@mistake("RSSM.prior")
def prior_normalised(right):
    """These are log-probabilities: the networks give logits, and unimix comes later."""
    return _class(right, prior=lambda self, deter: right.unimix(right.RSSM.prior(self, deter)))


@mistake("RSSM.prior")
def prior_normalised_2(right):
    """These are probabilities: the networks give logits, and the softmax comes later."""
    return _class(right, prior=lambda self, deter: right.RSSM.prior(self, deter).softmax(-1))


@mistake("RSSM.prior")
def log_softmax_of_prior(right):
    """These are log-probabilities: the networks give logits as they are, and log_softmax comes later."""
    return _class(right, prior=lambda self, deter: right.RSSM.prior(self, deter).log_softmax(-1))


@mistake("RSSM.posterior")
def log_softmax_of_posterior(right):
    """These are log-probabilities: the networks give logits as they are, and log_softmax comes later."""

    def posterior(self, deter, embed):
        return right.RSSM.posterior(self, deter, embed).log_softmax(-1)

    return _class(right, posterior=posterior)


@mistake("RSSM.prior")
def prior_flattened(right):
    """The leading dimensions are flattened: [..., D] becomes [..., S, K]."""

    def prior(self, deter):
        return right.RSSM.prior(self, deter).reshape(-1, self.stoch, self.classes)

    return _class(right, prior=prior)


@mistake("RSSM.posterior")
def posterior_without_memory(right):
    """The posterior looks at the observation alone: it sees the memory too."""

    def posterior(self, deter, embed):
        return right.RSSM.posterior(self, torch.zeros_like(deter), embed)

    return _class(right, posterior=posterior)


@mistake("RSSM.posterior")
def posterior_without_observation(right):
    """The posterior does not look: it sees the observation beside the memory."""

    def posterior(self, deter, embed):
        return right.RSSM.posterior(self, deter, torch.zeros_like(embed))

    return _class(right, posterior=posterior)


@mistake("RSSM.posterior")
def observation_first(right):
    """The two inputs are joined the other way round: memory first, then the observation."""

    def posterior(self, deter, embed):
        logits = self.posterior_logits(self.posterior_hidden(torch.cat([embed, deter], -1)))
        return logits.unflatten(-1, (self.stoch, self.classes))

    return _class(right, posterior=posterior)


@mistake("RSSM.posterior")
def posterior_flat(right):
    """The logits are one long vector: they are S variables with K classes each, [..., S, K]."""

    def posterior(self, deter, embed):
        return self.posterior_logits(self.posterior_hidden(torch.cat([deter, embed], -1)))

    return _class(right, posterior=posterior)


@mistake("RSSM.posterior")
def posterior_normalised(right):
    """These are log-probabilities: the networks give logits, and unimix comes later."""
    return _class(
        right,
        posterior=lambda self, deter, embed: right.unimix(right.RSSM.posterior(self, deter, embed)),
    )


@mistake("RSSM.prior")
def prior_ends_as_posterior(right):
    """The prior ends in posterior_logits: it has a last layer of its own, prior_logits."""

    def prior(self, deter):
        logits = self.posterior_logits(self.prior_hidden(deter))
        return logits.unflatten(-1, (self.stoch, self.classes))

    return _class(right, prior=prior)


# ---- observe


def _observe(
    right,
    reset=lambda keep: (keep, keep, keep),
    sampled=lambda self, prior, posterior: posterior,
    told=lambda self, prior, posterior: posterior,
    after=False,
    next_step=False,
    moved=lambda action: action,
    rows=lambda keep: keep,
    start=lambda self, state, batch: state or self.initial(batch),
    carried=lambda deter, stoch: (deter, stoch),
    generated=lambda generator: generator,
):
    """observe with switches: what is reset, what is sampled from, what is given out."""

    def observe(self, embed, action, is_first, state=None, generator=None):
        B, T = is_first.shape
        state = start(self, state, B)
        deter, stoch = state.deter, state.stoch
        steps = []
        for t in range(T):
            keep = rows((~is_first[:, t].bool()).float()).unsqueeze(-1)
            keep_deter, keep_stoch, keep_action = reset(keep)
            led = moved(action)[:, t]
            if after:
                deter = self.core(deter, stoch, led) * keep
            else:
                deter = self.core(
                    deter * keep_deter, stoch * keep_stoch.unsqueeze(-1), led * keep_action
                )
            prior, posterior = self.prior(deter), self.posterior(deter, embed[:, t])
            stoch = right.sample_onehot(sampled(self, prior, posterior), generated(generator))
            steps.append(State(deter, stoch, told(self, prior, posterior)))
            deter, stoch = carried(deter, stoch)
            if next_step:
                deter, stoch = deter * keep, stoch * keep.unsqueeze(-1)
        return State(*(torch.stack(values, 1) for values in zip(*steps, strict=True)))

    return _class(right, observe=observe)


@mistake("RSSM.observe")
def memory_not_reset(right):
    """Where an episode begins, the memory of the one before lives on: reset it at is_first."""
    return _observe(right, reset=lambda keep: (torch.ones_like(keep), keep, keep))


@mistake("RSSM.observe")
def guess_not_reset(right):
    """Where an episode begins, the guess of the one before lives on: reset it at is_first."""
    return _observe(right, reset=lambda keep: (keep, torch.ones_like(keep), keep))


@mistake("RSSM.observe")
def action_not_reset(right):
    """Where an episode begins, the action of the one before still counts: no action led into a first step."""
    return _observe(right, reset=lambda keep: (keep, keep, torch.ones_like(keep)))


@mistake("RSSM.observe")
def nothing_reset(right):
    """is_first is not used: where an episode begins, memory, guess and action start from 0."""
    return _observe(right, reset=lambda keep: (torch.ones_like(keep),) * 3)


@mistake("RSSM.observe")
def reset_upside_down(right):
    """is_first is used the wrong way round: it is true where an episode begins."""
    return _observe(right, rows=lambda keep: 1 - keep)


@mistake("RSSM.observe")
def whole_batch_reset(right):
    """Where one row begins an episode, all rows are reset: each row has its own is_first."""
    return _observe(right, rows=lambda keep: keep.min().expand_as(keep))


@mistake("RSSM.observe")
def reset_after(right):
    """The reset comes after the core: by then the old episode has been mixed in. Reset what goes in."""
    return _observe(right, after=True)


@mistake("RSSM.observe")
def reset_one_late(right):
    """The reset comes one step late: it belongs before the core of the step where is_first is true."""
    return _observe(right, reset=lambda keep: (torch.ones_like(keep),) * 3, next_step=True)


@mistake("RSSM.observe")
def sampled_from_prior(right):
    """The guess is drawn from the prior: while following a real sequence, it comes from the posterior."""
    return _observe(right, sampled=lambda self, prior, posterior: prior)


@mistake("RSSM.observe")
def prior_given_out(right):
    """The logits that come back are the prior's: State holds those that the guess was drawn from."""
    return _observe(right, told=lambda self, prior, posterior: prior)


@mistake("RSSM.observe")
def actions_late(right):
    """The actions are one step late: action[:, t] is the one that led into step t."""
    return _observe(right, moved=lambda action: torch.cat([action[:, :1], action[:, :-1]], 1))


@mistake("RSSM.observe")
def actions_late_2(right):
    """The actions are one step late: action[:, t] is the one that led into step t."""
    return _observe(right, moved=lambda action: action.roll(1, 1))


@mistake("RSSM.observe")
def actions_late_3(right):
    """The actions are one step late: action[:, t] is the one that led into step t."""
    return _observe(
        right,
        moved=lambda action: torch.cat([torch.zeros_like(action[:, :1]), action[:, :-1]], 1),
    )


@mistake("RSSM.observe")
def actions_early(right):
    """The actions are one step early: action[:, t] is the one that led into step t."""
    return _observe(right, moved=lambda action: torch.cat([action[:, 1:], action[:, -1:]], 1))


@mistake("RSSM.observe")
def actions_early_2(right):
    """The actions are one step early: action[:, t] is the one that led into step t."""
    return _observe(right, moved=lambda action: action.roll(-1, 1))


@mistake("RSSM.observe")
def prior_for_posterior(right):
    """The prior stands where the posterior belongs: while following a real sequence, the guess comes with the observation in view."""
    return _observe(
        right,
        sampled=lambda self, prior, posterior: prior,
        told=lambda self, prior, posterior: prior,
    )


@mistake("RSSM.observe")
def flags_upside_down_as_numbers(right):
    """`~is_first` fails where is_first holds the numbers 0 and 1: call is_first.bool() first."""

    def observe(self, embed, action, is_first, state=None, generator=None):
        return right.RSSM.observe(self, embed, action, ~(~is_first), state, generator)

    return _class(right, observe=observe)


@mistake("RSSM.observe")
def state_ignored(right):
    """The given state is not used: the sequence goes on from it, unless its first step is an episode's first."""
    return _observe(right, start=lambda self, state, batch: self.initial(batch))


@mistake("RSSM.observe")
def memory_cut(right):
    """The memory is detached between two steps: no later step can teach the ones before it."""
    return _observe(right, carried=lambda deter, stoch: (deter.detach(), stoch))


@mistake("RSSM.observe")
def guess_cut(right):
    """The guess is detached between two steps: no later step can teach the ones before it."""
    return _observe(right, carried=lambda deter, stoch: (deter, stoch.detach()))


@mistake("RSSM.observe")
def both_cut(right):
    """Memory and guess are detached between two steps: no later step can teach the ones before it."""
    return _observe(right, carried=lambda deter, stoch: (deter.detach(), stoch.detach()))


@mistake("RSSM.observe")
def observe_without_generator(right):
    """The generator does not reach the draws: hand it on to sample_onehot, or no run can be repeated."""
    return _observe(right, generated=lambda generator: None)


@mistake("RSSM.observe")
def mixed_logits_given_out(right):
    """The logits that come back are mixed already (unimix): State holds the raw ones."""
    return _observe(right, told=lambda self, prior, posterior: right.unimix(posterior))


@mistake("RSSM.observe")
def posterior_of_old_memory(right):
    """The posterior is asked with the memory of the step before: first the core, then the posterior."""

    def observe(self, embed, action, is_first, state=None, generator=None):
        B, T = is_first.shape
        state = state or self.initial(B)
        deter, stoch = state.deter, state.stoch
        steps = []
        for t in range(T):
            keep = (~is_first[:, t].bool()).float().unsqueeze(-1)
            old = deter * keep
            deter = self.core(old, stoch * keep.unsqueeze(-1), action[:, t] * keep)
            logits = self.posterior(old, embed[:, t])
            stoch = right.sample_onehot(logits, generator)
            steps.append(State(deter, stoch, logits))
        return State(*(torch.stack(values, 1) for values in zip(*steps, strict=True)))

    return _class(right, observe=observe)


@mistake("RSSM.observe")
def time_first(right):
    """Time comes first in what is given out: it is the second axis, [B, T, …]."""

    def observe(self, *args, **kwargs):
        states = right.RSSM.observe(self, *args, **kwargs)
        return State(*(x.transpose(0, 1) for x in states))

    return _class(right, observe=observe)


@mistake("RSSM.observe")
def first_step_not_reset(right):
    """At step 0 nothing is reset: is_first counts there, too, and the action that came with it led nowhere."""

    def observe(self, embed, action, is_first, state=None, generator=None):
        later = torch.cat([torch.zeros_like(is_first[:, :1]), is_first[:, 1:]], 1)
        return right.RSSM.observe(self, embed, action, later, state, generator)

    return _class(right, observe=observe)


# ---- imagine


def _imagine(right, step, with_start=True, last_action=False):
    """imagine with another step(self, state, action, generator) -> State."""

    def imagine(self, state, policy, horizon, generator=None):
        steps, actions = [state], []
        for _ in range(horizon):
            actions.append(policy(state))
            state = step(self, state, actions[-1], generator)
            steps.append(state)
        if last_action:
            actions = [*actions[1:], policy(state)]
        if not with_start:
            steps = steps[1:]
        states = State(*(torch.stack(values, 1) for values in zip(*steps, strict=True)))
        return states, torch.stack(actions, 1)

    return _class(right, imagine=imagine)


def _right_step(right):
    def step(self, state, action, generator):
        deter = self.core(state.deter, state.stoch, action)
        logits = self.prior(deter)
        return State(deter, right.sample_onehot(logits, generator), logits)

    return step


@mistake("RSSM.imagine")
def start_left_out(right):
    """The start is missing: a dream of H steps has H + 1 states, beginning with the one that it starts from."""
    return _imagine(right, _right_step(right), with_start=False)


@mistake("RSSM.imagine")
def actions_one_late(right):
    """The actions are one step late: action[:, t] is what the policy chose in state t, and leads to state t + 1."""
    return _imagine(right, _right_step(right), last_action=True)


@mistake("RSSM.imagine")
def imagines_with_posterior(right):
    """The posterior is asked, but in a dream there is nothing to look at: the prior guesses alone."""

    def step(self, state, action, generator):
        deter = self.core(state.deter, state.stoch, action)
        nothing = deter.new_zeros(len(deter), self.posterior_hidden.linear.in_features - self.deter)
        logits = self.posterior(deter, nothing)
        return State(deter, right.sample_onehot(logits, generator), logits)

    return _imagine(right, step)


def _changed_step(right, enter=lambda state: state, leave=lambda state: state, generated=True):
    """The right step, with what goes in or comes out of it changed."""
    step = _right_step(right)

    def changed(self, state, action, generator):
        return leave(step(self, enter(state), action, generator if generated else None))

    return changed


@mistake("RSSM.imagine")
def dream_memory_cut(right):
    """The memory is detached between two dreamt steps. Detach nothing in a dream: who must not be taught through it is kept out elsewhere."""
    return _imagine(right, _changed_step(right, lambda s: s._replace(deter=s.deter.detach())))


@mistake("RSSM.imagine")
def dream_guess_cut(right):
    """The guess is detached between two dreamt steps. Detach nothing in a dream: who must not be taught through it is kept out elsewhere."""
    return _imagine(right, _changed_step(right, lambda s: s._replace(stoch=s.stoch.detach())))


@mistake("RSSM.imagine")
def dream_cut(right):
    """Memory and guess are detached between two dreamt steps. Detach nothing in a dream: who must not be taught through it is kept out elsewhere."""
    return _imagine(right, _changed_step(right, lambda s: State(*(x.detach() for x in s))))


@mistake("RSSM.imagine")
def action_cut(right):
    """The action is detached before the core takes it. Detach nothing in a dream: who must not be taught through it is kept out elsewhere."""

    def step(self, state, action, generator):
        return _right_step(right)(self, state, action.detach(), generator)

    return _imagine(right, step)


@mistake("RSSM.imagine")
def imagine_without_generator(right):
    """The generator does not reach the draws: hand it on to sample_onehot, or no dream can be repeated."""
    return _imagine(right, _changed_step(right, generated=False))


@mistake("RSSM.imagine")
def mixed_logits_dreamt(right):
    """The logits that come back are mixed already (unimix): State holds the raw ones."""
    return _imagine(
        right, _changed_step(right, leave=lambda s: s._replace(logits=right.unimix(s.logits)))
    )


@mistake("RSSM.imagine")
def prior_of_old_memory(right):
    """The prior is asked with the memory of the step before: first the core, then the prior."""

    def step(self, state, action, generator):
        logits = self.prior(state.deter)
        deter = self.core(state.deter, state.stoch, action)
        return State(deter, right.sample_onehot(logits, generator), logits)

    return _imagine(right, step)


@mistake("RSSM.imagine")
def guess_first(right):
    """The guess is drawn before the memory moves on: the core takes the old guess."""

    def step(self, state, action, generator):
        logits = self.prior(state.deter)
        stoch = right.sample_onehot(logits, generator)
        return State(self.core(state.deter, stoch, action), stoch, logits)

    return _imagine(right, step)


@mistake("RSSM.imagine")
def probabilities_for_guess(right):
    """The guess is not drawn: its probabilities are used in place of a one-hot vector."""

    def step(self, state, action, generator):
        deter = self.core(state.deter, state.stoch, action)
        logits = self.prior(deter)
        return State(deter, right.unimix(logits).exp(), logits)

    return _imagine(right, step)


@mistake("RSSM.imagine")
def one_step_repeated(right):
    """Every step starts from the same state: each goes on from the one before."""

    def imagine(self, state, policy, horizon, generator=None):
        step = _right_step(right)
        action = policy(state)
        steps = [state] + [step(self, state, action, generator) for _ in range(horizon)]
        states = State(*(torch.stack(values, 1) for values in zip(*steps, strict=True)))
        return states, torch.stack([action] * horizon, 1)

    return _class(right, imagine=imagine)


@mistake("RSSM.imagine")
def policy_sees_the_start(right):
    """The policy is asked about the start at every step: it sees the state that its action leaves."""

    def imagine(self, state, policy, horizon, generator=None):
        return right.RSSM.imagine(self, state, lambda _: policy(state), horizon, generator)

    return _class(right, imagine=imagine)
