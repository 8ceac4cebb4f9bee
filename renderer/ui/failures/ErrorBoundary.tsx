import { Component, type ReactNode } from 'react'
import { FailuresContext } from './failuresContext.ts'

export interface ErrorBoundaryProps {
  /** What the part is called in reports. */
  readonly part: string
  /** Stands in for the part once it has failed. @param again draws the part anew. */
  readonly fallback: (again: () => void, error: unknown) => ReactNode
  readonly children: ReactNode
}

interface ErrorBoundaryState {
  readonly failed: { readonly error: unknown } | null
  /** What stood in has failed too: that is for the boundary around this one. */
  readonly fatal: { readonly error: unknown } | null
}

/** Keeps an error while drawing within one part of the page, and notes it for the reports. Most use a {@link Guard}. */
export class ErrorBoundary extends Component<ErrorBoundaryProps, ErrorBoundaryState> {
  static override contextType = FailuresContext
  declare context: React.ContextType<typeof FailuresContext>
  override state: ErrorBoundaryState = { failed: null, fatal: null }
  #standsIn = false

  static getDerivedStateFromError(error: unknown): Pick<ErrorBoundaryState, 'failed'> {
    return { failed: { error } }
  }

  override componentDidCatch(error: unknown): void {
    this.context.record(this.props.part, error)
    if (this.#standsIn) this.setState({ fatal: { error } })
    this.#standsIn = true
  }

  override render(): ReactNode {
    const { failed, fatal } = this.state
    if (fatal !== null) throw fatal.error
    if (failed === null) return this.props.children
    const again = () => {
      this.#standsIn = false
      this.setState({ failed: null })
    }
    return this.props.fallback(again, failed.error)
  }
}
