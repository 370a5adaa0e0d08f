/** Builds dist/ into an absolute folder, which is emptied first. */
export function buildInto(folder: string): Promise<readonly { readonly name: string; readonly version: string }[]>
