package frame

import "github.com/charmbracelet/x/ansi"

// Begin appends what a terminal needs to be told before the first screen: that another
// screen than the shell's is shown, without a cursor, and how it is to send keys and pastes.
func Begin(dst []byte) []byte {
	dst = append(dst, ansi.SetModeAltScreenSaveCursor+ansi.ResetModeTextCursorEnable+ansi.SetModeBracketedPaste...)
	const keys = 1 // keys are told apart
	return append(dst, ansi.SetModifyOtherKeys2+ansi.PushKittyKeyboard(keys)+ansi.RequestKittyKeyboard...)
}

// Mouse appends what makes a terminal send clicks and the wheel, or not any more.
func Mouse(dst []byte, on bool) []byte {
	if on {
		return append(dst, ansi.SetModeMouseButtonEvent+ansi.SetModeMouseExtSgr...)
	}
	return append(dst, ansi.ResetModeMouseButtonEvent+ansi.ResetModeMouseAnyEvent+ansi.ResetModeMouseExtSgr...)
}

// End appends what makes a terminal as it was before Begin.
func End(dst []byte, mouse bool) []byte {
	dst = append(dst, ansi.ResetStyle+ansi.ResetModifyOtherKeys+ansi.PopKittyKeyboard(1)...)
	dst = append(dst, ansi.ResetModeAltScreenSaveCursor+ansi.SetModeTextCursorEnable+ansi.ResetModeBracketedPaste...)
	if mouse {
		dst = Mouse(dst, false)
	}
	return dst
}
