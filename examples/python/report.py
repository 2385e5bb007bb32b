"""Drive kizami from a script, read its report with pandas, and draw it.

    python report.py KIZAMI FOLDER

KIZAMI is the command, as `make build` leaves it. FOLDER gets curves.csv and curves.svg.
"""

import json
import subprocess
import sys
from fractions import Fraction
from pathlib import Path

import matplotlib

matplotlib.use("Agg")  # draws into files, without a window
import matplotlib.pyplot as plt
import pandas as pd

DATA = Path(__file__).resolve().parents[2] / "learn" / "dataset"

EXPERIMENT = {
    "kizami": 1,
    "task": "learn",
    "digraph": {"family": "random-3", "nodes": 10},
    "problem": {"kind": "least-squares", "csv": "diabetes.csv", "target": "progression", "standardise": True, "weights": "rows"},
    "methods": [
        {"method": "certified"},
        {"method": "coordinated", "mode": "harmonic"},
        {"method": "push-pull", "step": "tuned"},
    ],
    "seeds": {"count": 3},
    "epochs": 500,
}


def kizami(command, *arguments, stdin="", folder="."):
    """The JSON that a command of kizami prints. Exit code 3 is an answer, too: it ran, and nothing converged."""
    done = subprocess.run([command, *arguments, "--json"], input=stdin, cwd=folder, capture_output=True, text=True)
    if done.returncode not in (0, 3):
        sys.exit(done.stderr.strip())  # one sentence that names what is wrong
    return json.loads(done.stdout)


def learn(command, experiment, folder):
    """The report of an experiment; the files that it names are in the folder."""
    return kizami(command, "learn", "-", stdin=json.dumps(experiment), folder=folder)


def runs(report):
    """A row for every method and seed: how the run ended, and what it cost."""
    columns = ["name", "seed", "end", "epochs", "rounds", "bytes", "gradients", "error"]
    return pd.json_normalize(report["methods"], "runs", ["name"])[columns]


def curves(report):
    """A row for every point of every method's curve: the band of the error over all seeds."""
    return pd.json_normalize(report["methods"], "curve", ["name"])


def models(report, seed=0):
    """What each method learnt in the first run, in the units of the data: a row for every feature, the intercept last."""
    learnt = {}
    for method in report["methods"]:
        model = method["runs"][seed].get("model")  # absent if a number is not finite
        if model:
            learnt[method["name"]] = pd.Series([*model["coefficients"], model["intercept"]], [*model["features"], "intercept"])
    return pd.DataFrame(learnt)


def draw(points, file):
    figure, axes = plt.subplots(figsize=(7, 4), layout="constrained")
    for name, curve in points.groupby("name", sort=False):
        axes.plot(curve["rounds"], curve["median"], label=name)
        axes.fill_between(curve["rounds"], curve["low"], curve["high"], alpha=0.2)
    axes.set(xscale="symlog", yscale="log", xlabel="rounds of communication", ylabel="relative error at the worst node")
    axes.legend()
    figure.savefig(file)


def average(command, folder):
    """The exact average over a digraph of one's own, as the fraction that every node holds."""
    (folder / "ring.txt").write_text("ann bo\nbo cy\ncy di\ndi ann\nann cy\n")
    pd.DataFrame({"name": ["ann", "bo", "cy", "di"], "value": [1, 0.1, -2.5, 1e-05]}).to_csv(folder / "values.csv", index=False)
    outcome = kizami(command, "average", str(folder / "ring.txt"), "--values", str(folder / "values.csv"))
    return Fraction(outcome["average"][0])


def main(command, folder):
    print("average:", average(command, folder))
    report = learn(command, EXPERIMENT, DATA)
    print(runs(report).groupby(["name", "end"], sort=False)[["epochs", "rounds", "bytes"]].median().to_string())
    print(models(report).round(4).to_string())
    points = curves(report)
    points.to_csv(folder / "curves.csv", index=False)
    draw(points, folder / "curves.svg")


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__.strip())
    main(str(Path(sys.argv[1]).resolve()), Path(sys.argv[2]))
