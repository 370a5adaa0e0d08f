/**
 * A text from outside in a message of SARIF: `[text](target)` is a link there (3.11.6) and `{0}` stands for an argument (3.11.5).
 * SARIF's own escapes (`\[`, `{{`) are shown as they are by some viewers and seen through by others, so a blank keeps the characters
 * apart: then there is no link and no argument for any of them.
 */
export function sarifText(text: string): string {
  return text.replace(/\](?=[([])/g, '] ').replace(/\{(?=\d+[^\d])/g, '{ ')
}
