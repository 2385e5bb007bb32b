package model

import (
	"fmt"
	"slices"
)

// A change is how a configuration differs from another one: what it does not name stays.
type change struct {
	constants, replace []Assignment // in the place of those of the same name, or added; without a value: taken away
	specification      string
	constraints        *[]string
	deadlock           *bool
}

// A conflict is a change that changes nothing.
type conflict struct{ field, msg string }

// apply changes the configuration and returns the names of what has changed.
func (c change) apply(to *Config) (changed []string, wrong *conflict) {
	for _, part := range []struct {
		field string
		list  *[]Assignment
		by    []Assignment
	}{{"constants", &to.Constants, c.constants}, {"replace", &to.Replace, c.replace}} {
		for _, a := range part.by {
			before := valueOf(*part.list, a.Name)
			if before == a.Value {
				return nil, &conflict{part.field + "." + a.Name, same(before)}
			}
			*part.list = assign(*part.list, a)
			changed = append(changed, a.Name)
		}
	}
	if c.specification != "" {
		if c.specification == to.Specification {
			return nil, &conflict{"specification", same(to.Specification)}
		}
		to.Specification = c.specification
		changed = append(changed, "specification")
	}
	if c.constraints != nil {
		if slices.Equal(*c.constraints, to.Constraints) {
			return nil, &conflict{"constraints", same(fmt.Sprint(to.Constraints))}
		}
		to.Constraints = *c.constraints
		changed = append(changed, "constraints")
	}
	if c.deadlock != nil {
		if *c.deadlock == to.Deadlock {
			return nil, &conflict{"deadlock", same(fmt.Sprint(to.Deadlock))}
		}
		if to.Deadlock = *c.deadlock; to.Deadlock {
			changed = append(changed, "deadlock") // without it the model claims less, and differs in nothing
		}
	}
	return changed, nil
}

func same(before string) string {
	if before == "" {
		return "is not there in the other model, so it cannot be taken away"
	}
	return "is " + before + " in the other model already"
}

// assign returns the list with a's value in the place of that of its name, in the same order.
func assign(list []Assignment, a Assignment) []Assignment {
	list = slices.Clone(list)
	i := slices.IndexFunc(list, func(other Assignment) bool { return other.Name == a.Name })
	switch {
	case i < 0:
		return append(list, a)
	case a.Value == "":
		return slices.Delete(list, i, i+1)
	}
	list[i] = a
	return list
}
