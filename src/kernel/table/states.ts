import { stateNames } from '../../core/tcp-states.ts'
import { closingStates } from './closing-states.ts'
import { openStates } from './open-states.ts'
import type { TcpState } from './tcp-state.ts'

/** The thirteen states of the article's table, in its order. */
export const states: readonly TcpState[] = stateNames.map(
  name => [...openStates, ...closingStates].find(state => state.name === name)!,
)

/** The state of that name, however it is spelled: `CLOSE_WAIT`, `close-wait`, `CloseWait`, `TCP_CLOSE_WAIT`, `FIN_WAIT1`, `SYN_RECV`. */
export function findState(name: string): TcpState | undefined {
  const plain = squeezed(name)
  return states.find(state => spellingsOf(state).some(one => squeezed(one) === plain))
}

/** Every name of a state, its own first. */
export function spellingsOf({ name, also, linux }: TcpState): readonly string[] {
  return [name, ...also, ...(linux ? [linux.name, linux.ss] : [])]
}

function squeezed(name: string): string {
  return name.length > 40 ? '' : name.toUpperCase().replace(/[\s_-]+/g, '')
}
