# %%
import torch


# %%
def reconstruction_loss(drawn, target):
    off = drawn - target.clone().detach()
    return torch.sum(off**2, dim=2)


def continue_loss(logit, terminal, gamma):
    y = gamma * (1 - terminal.float())
    loss = torch.nn.BCEWithLogitsLoss(reduction="none")
    return loss(logit, y)


# %%
def weights(discount):
    w, so_far = [], torch.ones(discount.shape[0])
    for t in range(discount.shape[1] - 1):
        so_far = so_far * discount[:, t].detach()
        w.append(so_far)
    return torch.stack(w, dim=1)


def actor_loss(log_prob, entropy, returns, value, scale, discount, eta):
    with torch.no_grad():
        adv = returns - value[:, : returns.shape[1]]
        adv = adv / scale
    w = weights(discount)
    return -(w * log_prob * adv) - eta * w * entropy


def dream_actor_loss(entropy, returns, scale, discount, eta):
    w = weights(discount)
    return -(w * returns) / scale.detach() - eta * w * entropy


# %%
def critic_loss(towards_return, towards_slow, discount, slow_scale=1.0):
    w = weights(discount)
    return w * towards_return + w * towards_slow * slow_scale


# %%
def replay_value_loss(towards_return, towards_slow, last, slow_scale=1.0):
    counts = torch.logical_not(last[:, :-1].bool())
    both = towards_return + slow_scale * towards_slow
    return torch.where(counts, both, torch.zeros_like(both))
