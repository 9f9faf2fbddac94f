"""The warehouse in Python: its lists, what the app asks, and how builds are shown."""

from scripts.warehouse.asking import InvalidArgumentError as InvalidArgumentError
from scripts.warehouse.asking import UnavailableError as UnavailableError
from scripts.warehouse.asking import UnknownNameError as UnknownNameError
from scripts.warehouse.asking import WarehouseError as WarehouseError
from scripts.warehouse.warehouse import Item as Item
from scripts.warehouse.warehouse import Recommendations as Recommendations
from scripts.warehouse.warehouse import Warehouse as Warehouse
