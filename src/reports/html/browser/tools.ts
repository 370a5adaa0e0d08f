import { grouped } from '../axis.ts'
import type { Filter, GroupBy, List, Order } from './list.ts'

/** Milliseconds without a key before a file's name is looked for. */
const patience = 120

/** The tools above the list of findings, and links elsewhere in the page that set them. */
export function createTools(form: HTMLFormElement, list: List): void {
  const status = document.getElementById('shown')
  const toggles = [...form.querySelectorAll<HTMLButtonElement>('button[aria-pressed]')]
  const rule = form.querySelector<HTMLSelectElement>('#rule')!
  const file = form.querySelector<HTMLInputElement>('#file')!
  const group = form.querySelector<HTMLSelectElement>('#group')!
  const order = form.querySelector<HTMLSelectElement>('#order')!
  const reset = form.querySelector<HTMLButtonElement>('#reset')!

  const pressed = (kind: 'severity' | 'state'): ReadonlySet<string> => {
    const own = toggles.filter(one => one.dataset[kind] !== undefined)
    // Without buttons there is nothing to choose: the only state there is.
    if (own.length === 0) return new Set(['open', 'new', 'still', 'fixed', 'aside'])
    return new Set(own.filter(isPressed).map(one => one.dataset[kind]!))
  }
  const filter = (): Filter => ({
    severities: pressed('severity'),
    states: pressed('state'),
    rule: rule.value,
    file: file.value.trim(),
  })
  const show = (): void => {
    const shown = list.filter(filter())
    reset.hidden = shown === list.all
    if (status) status.textContent = `${grouped(shown)} of ${grouped(list.all)} findings shown`
  }
  const showAll = (): void => {
    for (const one of toggles) press(one, true)
    rule.value = ''
    file.value = ''
  }
  const only = (words: string): void => {
    showAll()
    const [kind = '', ...rest] = words.split(' ')
    const value = rest.join(' ')
    if (kind === 'rule') rule.value = value
    if (kind === 'file') file.value = value
    if (kind === 'severity' || kind === 'state')
      for (const one of toggles) if (one.dataset[kind] !== undefined) press(one, one.dataset[kind] === value)
    // What is fixed or set aside is no part of the counts that such links stand beside.
    if (kind !== 'state') for (const one of toggles) if (isShut(one)) press(one, false)
    show()
  }

  let timer = 0
  form.hidden = false
  form.addEventListener('submit', event => event.preventDefault())
  form.addEventListener('click', ({ target }) => {
    const button = target instanceof Element ? target.closest('button') : null
    if (!button) return
    // The button goes away with what it undoes, so the keyboard needs another place.
    if (button === reset) {
      showAll()
      file.focus()
    } else press(button, !isPressed(button))
    show()
  })
  form.addEventListener('change', ({ target }) => {
    if (target === group || target === order) list.arrange(group.value as GroupBy, order.value as Order)
    show()
  })
  file.addEventListener('input', () => {
    clearTimeout(timer)
    timer = setTimeout(show, patience)
  })
  addEventListener('click', ({ target }) => {
    const link = target instanceof Element ? target.closest<HTMLElement>('[data-only]') : null
    if (link) only(link.dataset['only']!)
  })
  const unhide = (): void => {
    const item = list.find(location.hash.slice(1))
    if (!item?.element.hidden) return
    showAll()
    show()
    item.element.scrollIntoView()
  }
  addEventListener('hashchange', unhide)
  // A reload keeps what was chosen in the form.
  const isArranged = group.value !== 'rule' || order.value !== 'severity'
  if (isArranged) list.arrange(group.value as GroupBy, order.value as Order)
  if (isArranged || rule.value !== '' || file.value !== '') show()
}

function isPressed(button: HTMLButtonElement): boolean {
  return button.getAttribute('aria-pressed') === 'true'
}

function press(button: HTMLButtonElement, on: boolean): void {
  button.setAttribute('aria-pressed', String(on))
}

function isShut({ dataset }: HTMLElement): boolean {
  return dataset['state'] === 'fixed' || dataset['state'] === 'aside'
}
