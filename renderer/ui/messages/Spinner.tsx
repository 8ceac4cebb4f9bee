import styles from './Spinner.module.css'

/** Something is under way. What it is stands in words beside it. */
export function Spinner() {
  return <span className={styles.spinner} aria-hidden />
}
