import { shellOf, userDataType } from '../cloud-init/detect.ts'

/** Whether a path is a file of HCL, which holds user-data in here-documents. */
export function isHcl(path: string): boolean {
  return /\.(tf|tofu|hcl)$/.test(path) && !/\.pkrtpl\.hcl$/.test(path)
}

/** Whether a file is Terraform's and may hold user-data. */
export function claimsTerraform(path: string, text: string): boolean {
  if (isHcl(path)) return text.includes('<<') && /#cloud-|#!|##\s*template:\s*jinja|mime-version:/i.test(text)
  if (!/\.(tftpl|tpl|tmpl|pkrtpl|pkrtpl\.hcl)$/.test(path)) return false
  const type = userDataType(text.slice(0, 4096))
  if (type === 'text/x-shellscript')
    return shellOf(text.slice(0, 400)) !== null && (isTerraformTemplate(path) || !/\{\{/.test(text))
  return type !== null && !/include|part-handler/.test(type)
}

function isTerraformTemplate(path: string): boolean {
  return /\.(tftpl|pkrtpl|pkrtpl\.hcl)$/.test(path)
}
