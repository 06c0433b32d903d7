print("greenbox")
