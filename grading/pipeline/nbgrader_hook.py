"""What ``nbgrader_config.py`` of a course made with version 0.1 imports; new courses import `grading.nbgrader_hook`."""

from ..nbgrader_hook import install

__all__ = ["install"]
