# wrong: ln(1+|x|) is written as torch.log(1 + abs), so in float32 inputs below about 1e-7 come out as 0 and small ones lose digits
def symlog(x):
    return torch.sign(x) * torch.log(1.0 + torch.abs(x))
