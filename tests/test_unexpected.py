"""An error of ours in front of a viewer."""

import logging

import pytest
from streamlit.testing.v1 import AppTest


def failing() -> None:
    import streamlit as st

    from caspian.ui import unexpected

    st.title("Before")
    assert unexpected.show(ValueError("secret of /home/someone"))


def test_a_fault_of_ours_is_one_sentence_and_its_trace_is_in_the_log(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.ERROR, "caspian"):
        run = AppTest.from_function(failing).run()
    assert run.title[0].value == "Before"
    assert len(run.error) == 1
    assert "secret" not in run.error[0].value
    assert "secret of /home/someone" in caplog.text
