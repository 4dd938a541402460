using './main.bicep'

param environment = 'dev'
param officeAddress = 'beteiligung@example.org'
param alertAddress = 'betrieb@example.org'
param monthlyBudget = 20
param budgetStart = '2027-01-01'
param entraClientId = readEnvironmentVariable('LIP_ENTRA_CLIENT_ID')
