"""What a server reads before its first request."""

import subprocess
import sys

from tests.support.processes import clean_environment

READ = """
import daphne.server
from mhst import asgi
from autobahn.twisted import websocket
from autobahn.websocket import protocol
names = ("hltype", "hlval")
writers = (websocket.WebSocketAdapterProtocol.dataReceived, protocol.WebSocketProtocol.sendData)
print([name in writer.__code__.co_names for writer in writers for name in names])
print([getattr(module, name)(names) is names for module in (websocket, protocol) for name in names])
"""


def test_daphnes_websockets_make_no_sentence_of_each_piece() -> None:
    environment = clean_environment(DJANGO_SETTINGS_MODULE="mhst.settings.demo")
    said = subprocess.run([sys.executable, "-c", READ], env=environment, capture_output=True, text=True, check=True)

    assert said.stdout == f"{[True] * 4}\n{[True] * 4}\n"
