// Package dataset holds three public data sets, as CSV files with a header, for examples and measurements. They are those
// that scikit-learn 1.9.1 (PyPI) ships in sklearn/datasets/data; values are as they stand there, columns have names, and
// the classes of wine became one label. The engine of the page does not hold them.
//
//   - diabetes.csv: 442 patients, ten features, and how far the disease had progressed a year later. B. Efron, T. Hastie,
//     I. Johnstone, R. Tibshirani, Least Angle Regression, Annals of Statistics 2004.
//   - cancer.csv: 569 tumours, thirty features of images, and 1 if benign. W. Wolberg, O. Mangasarian, N. Street, W. Street,
//     Breast Cancer Wisconsin (Diagnostic), UCI Machine Learning Repository, 1995 (CC BY 4.0).
//   - wine.csv: 178 wines, thirteen chemical features, and 1 for those of the second of three cultivators. S. Aeberhard,
//     M. Forina, Wine, UCI Machine Learning Repository, 1991 (CC BY 4.0).
package dataset

import "embed"

// Files holds the CSV files; an experiment that is parsed with it finds them by their names.
//
//go:embed *.csv
var Files embed.FS
