import { Button, type ButtonProps } from '@mantine/core'
import type { ComponentPropsWithRef } from 'react'
import classes from './form-button.module.css'

interface FormButtonProps extends Omit<ButtonProps & ComponentPropsWithRef<'button'>, 'variant' | 'size' | 'color'> {
  /** `main` is what the form is for; `danger` stands apart from the rest. */
  tone?: 'main' | 'other' | 'danger'
}

/** A button of a small form within a page, where a dialog's would be too loud. */
export function FormButton({ tone = 'other', type = 'button', className = '', ...rest }: FormButtonProps) {
  return <Button {...rest} type={type} variant="form" className={`${classes.button} ${className}`} data-tone={tone} />
}
