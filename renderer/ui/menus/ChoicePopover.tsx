import type { ReactElement } from 'react'
import { Button, Dialog, DialogTrigger, Popover } from 'react-aria-components'
import styles from './ChoicePopover.module.css'

export interface PopupChoice {
  readonly id: string
  /** The accessible name of what is shown. */
  readonly name: string
  readonly shown: string
  readonly run: () => void
}

export interface ChoicePopoverProps {
  readonly trigger: ReactElement
  readonly name: string
  readonly choices: readonly PopupChoice[]
}

/** A button that opens a row of symbols. It stays open, so that several can be chosen one after another. */
export function ChoicePopover({ trigger, name, choices }: ChoicePopoverProps) {
  return (
    <DialogTrigger>
      {trigger}
      <Popover className={styles.popover ?? ''} placement="top">
        <Dialog aria-label={name} className={styles.row ?? ''}>
          {choices.map((choice, index) => (
            <Button
              key={choice.id}
              className={styles.choice ?? ''}
              aria-label={choice.name}
              autoFocus={index === 0}
              onPress={choice.run}
            >
              {choice.shown}
            </Button>
          ))}
        </Dialog>
      </Popover>
    </DialogTrigger>
  )
}
