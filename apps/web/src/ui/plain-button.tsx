import type { ComponentPropsWithRef } from 'react'
import classes from './plain-button.module.css'

interface PlainButtonProps extends Omit<ComponentPropsWithRef<'button'>, 'type'> {
  /** `inline` stands in a bar, `small` within a part of the page, `large` alone on it. */
  size: 'inline' | 'small' | 'large'
}

/**
 * The browser's own button, without the library: for what has to work when a part of the page has failed, whatever
 * failed in it, and for a page that loads nothing more than it needs. Everything else takes the library's.
 */
export function PlainButton({ size, className = '', ...rest }: PlainButtonProps) {
  return <button {...rest} type="button" className={`${classes.button} ${className}`} data-size={size} />
}
