// Package e2e holds the browser test of the playground: a real Chromium opens the built page and uses it as a reader does.
// What the page shows is compared with what core/scenario and learn answer natively. There is no code here but tests.
//
// The pictures of the page, and the one of the README, are taken anew with
//
//	go test ./site/e2e -run TestScreenshots -screenshots DIR
//
// where a relative DIR counts from this folder.
package e2e
