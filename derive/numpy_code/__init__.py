"""numpy answers as array terms: parsed with ``ast`` and interpreted over symbolic entries and shapes, never executed."""

from derive.numpy_code.interpreter import CodeFaultError, interpret

__all__ = ["CodeFaultError", "interpret"]
