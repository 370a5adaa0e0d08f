/** How the names of templates end, whatever they become. */
export const templateEnding = /\.(j2|jinja2?|erb|epp|tpl|tmpl|tftpl|in)$/i

/** Whether a file is a template by its name or the folder it stands in. */
export function isTemplatePath(path: string): boolean {
  return templateEnding.test(path) || /(^|\/)templates\//i.test(path)
}
