"""Learn with kizami, ten nodes, what scikit-learn learns on one machine, from five of its data sets, and compare.

    python compare.py KIZAMI FOLDER

FOLDER gets the data sets as CSV files. The exit code is 1 if a model is off by more than 1e-6, relative to its size.
"""

import sys
from pathlib import Path

import numpy as np
from sklearn import datasets
from sklearn.linear_model import LinearRegression, LogisticRegression
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

from report import learn, models

# Data set, and of more than two classes the one to tell from the others.
CASES = [("diabetes", None), ("breast_cancer", None), ("wine", "1"), ("iris", "1"), ("digits", "3")]


def problem(name, one, table):
    """The problem as kizami reads it; scikit-learn's C = 1 is a ridge of 1/rows."""
    said = {"csv": name + ".csv", "target": "target", "standardise": True, "weights": "rows"}
    if name == "diabetes":
        return said | {"kind": "least-squares"}
    said |= {"kind": "logistic", "ridge": 1 / len(table), "penalty": "features"}
    if one is not None:
        said["classes"] = [one]
    constant = [c for c in table if table[c].nunique() == 1]  # as three pixels of the digits
    return said | ({"ignore": constant} if constant else {})


def reference(name, one, table):
    """The coefficients and the intercept that scikit-learn finds, in the units of the data."""
    features, target = table.drop(columns="target"), table["target"]
    features = features.loc[:, features.nunique() > 1]
    if name == "diabetes":
        model = LinearRegression()
    else:
        model = LogisticRegression(solver="newton-cholesky", tol=1e-12, max_iter=1000)
    fitted = make_pipeline(StandardScaler(), model).fit(features, target if one is None else target == int(one))
    scaler, model = fitted[0], fitted[1]
    coefficients = np.ravel(model.coef_) / scaler.scale_
    return np.append(coefficients, model.intercept_ - coefficients @ scaler.mean_)


def main(command, folder):
    worst = 0
    for name, one in CASES:
        table = getattr(datasets, "load_" + name)(as_frame=True).frame
        table.to_csv(folder / (name + ".csv"))
        report = learn(command, {
            "kizami": 1, "task": "learn", "digraph": {"family": "random-3", "nodes": 10},
            "problem": problem(name, one, table), "methods": [{"method": "certified"}],
            "seeds": {"count": 1}, "tolerance": 1e-9,
        }, folder)
        learnt, want = models(report)["certified"].to_numpy(), reference(name, one, table)
        off = np.linalg.norm(learnt - want) / np.linalg.norm(want)
        run = report["methods"][0]["runs"][0]
        print(f"{name:<14} {run['end']} after {run['rounds']} rounds, off by {off:.1e}")
        worst = max(worst, off)
    if not worst <= 1e-6:
        sys.exit(f"a model is off by {worst:.1e}")


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__.strip())
    main(str(Path(sys.argv[1]).resolve()), Path(sys.argv[2]).resolve())
