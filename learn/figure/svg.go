package figure

import (
	"bytes"
	"fmt"
	"html"
	"io"
	"regexp"
	"strings"
)

// The faces share their widths with Liberation Sans, by which texts are measured.
const families = "'Liberation Sans',Arial,Helvetica,sans-serif"

const header = `<svg xmlns="http://www.w3.org/2000/svg" width="%.0fpt" height="%.0fpt" viewBox="0 0 %[1]g %[2]g"
	role="img" font-family="%s" text-rendering="geometricPrecision">
<title>%s</title>
<desc>%s</desc>
`

var superscript = strings.NewReplacer("⁻", "−",
	"⁰", "0", "¹", "1", "²", "2", "³", "3", "⁴", "4", "⁵", "5", "⁶", "6", "⁷", "7", "⁸", "8", "⁹", "9")

var power = regexp.MustCompile(`10([⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+)`)

// write finishes what the canvas wrote: it names fonts that most machines have, once, says in words what is to be
// seen, and raises exponents itself because few fonts have every superscript.
func (s *sheet) write(w io.Writer) error {
	var drawn bytes.Buffer
	if _, err := s.canvas.WriteTo(&drawn); err != nil {
		return err
	}
	_, body, found := strings.Cut(drawn.String(), "<g")
	if !found {
		return fmt.Errorf("the picture has no content: %.60q", drawn.String())
	}
	for _, weight := range []string{"normal", "bold"} {
		face := "font-family:Liberation Sans;font-variant:normal;font-weight:" + weight + ";font-style:normal"
		body = strings.ReplaceAll(body, face, "font-weight:"+weight)
	}
	body = power.ReplaceAllStringFunc(body, func(number string) string {
		exponent := superscript.Replace(strings.TrimPrefix(number, "10"))
		return `10<tspan dy="-.38em" font-size=".72em">` + exponent + `</tspan>`
	})
	across, up := s.canvas.Size()
	_, err := fmt.Fprintf(w, header+"<g%s", across, up, families, html.EscapeString(s.title), html.EscapeString(s.subtitle), body)
	return err
}
