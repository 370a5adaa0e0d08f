/**
 * Lines as GitHub's runner takes them for text, wherever they are printed: `::name::` at the start of a line and `##[name]` anywhere in
 * it are commands to the runner (ActionCommand.cs TryParseV2 and TryParse), also in what a step's program prints.
 */
export function withoutCommands(lines: string): string {
  return lines.replaceAll('##[', '# #[').replace(/^([^\S\r\n]*)::/gm, '$1: :')
}
