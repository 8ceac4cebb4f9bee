import styles from './Logo.module.css'

/** The mark of Hearth: a fire in its arch. */
export function Logo() {
  return (
    <svg className={styles.logo} viewBox="0 0 32 32" width="28" height="28" aria-hidden>
      <rect width="32" height="32" rx="8" fill="currentColor" />
      <path d="M7 26V15a9 9 0 0 1 18 0v11" className={styles.arch} />
      <path
        d="M16 13.5c.6 2.6 4 4 4 7.6a4 4 0 0 1-8 0c0-1.6.8-2.6 1.6-3.5.3 1 .8 1.5 1.4 1.7-.4-2.1.1-4.3 1-5.8z"
        className={styles.flame}
      />
    </svg>
  )
}
