package main

import (
	"fmt"
	"runtime"
	"runtime/debug"

	"github.com/spf13/cobra"

	"gongkai/internal/form"
)

// newVersion is `gongkai version`.
func newVersion(s streams) *cobra.Command {
	return &cobra.Command{
		Use:   "version",
		Short: "Print the version of the program and of its reader",
		Args:  takes(0, 0, ""),
		RunE: func(*cobra.Command, []string) error {
			fmt.Fprintf(s.out, "gongkai %s%s, reader %s, %s %s/%s\n",
				Version, revision(), form.Version, runtime.Version(), runtime.GOOS, runtime.GOARCH)
			return nil
		},
	}
}

// revision is the commit the program was built from, where the build knows it.
func revision() string {
	b, ok := debug.ReadBuildInfo()
	if !ok {
		return ""
	}
	for _, s := range b.Settings {
		if s.Key == "vcs.revision" && len(s.Value) >= 12 {
			return " (" + s.Value[:12] + ")"
		}
	}
	return ""
}
