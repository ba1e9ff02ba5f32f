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
		Long: `Prints the version of the program, with the commit it was built from where that is
known, and the version of its reader, which each reading in the database names.`,
		Example: "  gongkai version",
		Args:    takes(0, 0, ""),
		RunE: func(*cobra.Command, []string) error {
			_, err := fmt.Fprint(s.out, versions())
			return err
		},
	}
}

// versions are the versions of the program, of its reader and of Go.
func versions() string {
	return fmt.Sprintf("gongkai %s%s, reader %s, %s %s/%s\n",
		Version, revision(), form.Version, runtime.Version(), runtime.GOOS, runtime.GOARCH)
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
