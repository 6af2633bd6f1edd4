# wrong: takes the first axis for time ([T, B], as in other repositories) where it is the batch, so it chains over the rows and gives [B-1, T].
def lambda_return(
    reward: Tensor, discount: Tensor, bootstrap: Tensor, last: Tensor, lam: float = 0.95
) -> Tensor:
    cont = lam * (1 - last.to(reward))
    ret = bootstrap[-1]
    outputs = []
    for t in reversed(range(len(reward) - 1)):
        ret = reward[t + 1] + discount[t + 1] * (
            (1 - cont[t + 1]) * bootstrap[t + 1] + cont[t + 1] * ret
        )
        outputs.append(ret)
    return torch.stack(outputs[::-1])
